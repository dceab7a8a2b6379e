"""Why an import left something out, and what it did not take over, as sentences."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

IMPORT_SENTENCES = {
    "import_inactive": _lt("It is inactive in QuickBooks. Make it active there if it is still needed, then import it."),
    "import_nameless": _lt("It has no name in QuickBooks. Give it one there, then import it."),
    "import_category": _lt("It is a category of QuickBooks' product list, not a product."),
    "import_bundle": _lt(
        "It is a bundle: QuickBooks sells its parts. Import the parts, and sell them as a kit of Odoo if you need one."
    ),
    "import_no_product": _lt("QuickBooks keeps it as “%(kind)s”, which is neither goods nor a service."),
    "import_link_broken": _lt(
        "It was linked to %(other)s, and that link is broken. Open %(other)s and link it again there."
    ),
    "import_parent_missing": _lt(
        "“%(name)s” belongs to a customer that is not linked to Odoo. Import that customer first, then this one."
    ),
    "import_ambiguous_name": _lt(
        "Odoo has %(count)s contacts called “%(name)s”. Merge them, or link the right one on its form."
    ),
    "import_ambiguous_sku": _lt(
        "Odoo has %(count)s products with the internal reference “%(sku)s”. Give each its own, or link the right one "
        "on its form."
    ),
    "import_ambiguous_product": _lt(
        "Odoo has %(count)s products called “%(name)s”. Link the right one on its form, or give the item a SKU."
    ),
    "import_taken": _lt(
        "%(name)s in Odoo is linked to another entry of this QuickBooks list already. If this is somebody else, give "
        "it a name of its own in QuickBooks; if it is the same, merge the two there."
    ),
    "import_archived": _lt(
        "“%(name)s” is archived in Odoo. Unarchive it and import once more, or give the entry another name in "
        "QuickBooks."
    ),
    "import_refused": _lt("Odoo refuses it: %(error)s Correct that, then import it again."),
    "import_not_found": _lt(
        "QuickBooks has nothing of exactly this name. Compare the spelling with QuickBooks, then import it again."
    ),
    "import_gone": _lt("It is no longer in QuickBooks. Refresh the lists on the connection."),
    "import_terms": _lt(
        "Its payment terms “%(terms)s” have no counterpart in Odoo: choose one under QuickBooks › Configuration › "
        "Payment Terms, and set them on the contact."
    ),
    "import_currency": _lt("Its currency %(currency)s is not active in Odoo. Activate it, and set it on the vendor."),
    "import_pricelist": _lt(
        "QuickBooks bills it in %(currency)s, and Odoo has not exactly one price list in %(currency)s. Choose a price "
        "list on the contact."
    ),
}
