"""Which sets of taxes documents can have: every tax for sales, and what stands together on products and lines."""

from __future__ import annotations

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.tools import SQL

LOOKS_BACK = relativedelta(years=1)


def sets_in_use(env, company):
    """[account.tax] of `company`, a recordset for each set, single taxes first. One query for each place where taxes
    stand."""
    taxes = _sale_taxes(env, company)
    since = fields.Date.today() - LOOKS_BACK
    lines = [("company_id", "=", company.id)]
    found = {(tax.id,) for tax in taxes}
    found |= _sets(env["product.template"], "taxes_id", [("sale_ok", "=", True)], taxes)
    found |= _sets(env["sale.order.line"], "tax_ids", [*lines, ("create_date", ">=", since)], taxes)
    invoiced = [("display_type", "=", "product"), ("move_id.move_type", "in", ("out_invoice", "out_refund"))]
    found |= _sets(env["account.move.line"], "tax_ids", [*lines, *invoiced, ("date", ">=", since)], taxes)
    return [env["account.tax"].browse(ids) for ids in sorted(found, key=lambda ids: (len(ids), ids))]


def _sale_taxes(env, company):
    domain = [*env["account.tax"]._check_company_domain(company), ("type_tax_use", "=", "sale")]
    return env["account.tax"].sudo().search(domain)


def _sets(model, name, domain, taxes):
    """{(tax ids in order)} of several of `taxes` that stand together on records of `model`."""
    field = model._fields[name]
    rel, record, tax = (SQL.identifier(one) for one in (field.relation, field.column1, field.column2))
    records = model.sudo().with_context(active_test=False)._search(domain)
    model.env.flush_all()
    query = SQL(
        "SELECT DISTINCT array_agg(%(tax)s ORDER BY %(tax)s) FROM %(rel)s WHERE %(tax)s = ANY(%(ids)s) "
        "AND %(record)s IN %(records)s GROUP BY %(record)s HAVING count(*) > 1",
        tax=tax,
        rel=rel,
        ids=taxes.ids,
        record=record,
        records=records.subselect(),
    )
    return {tuple(ids) for (ids,) in model.env.execute_query(query)}
