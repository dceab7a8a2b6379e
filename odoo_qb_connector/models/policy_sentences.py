"""What a strict policy says to a person who saves a record (docs/policies.md).

`strict_…` frames the reason and says what to press. The reasons are those of the queue, in words that fit before the
record exists: nothing can be sent again that was never saved.
"""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

KINDS = {"Customer": _lt("New Customers"), "Vendor": _lt("New Vendors"), "Item": _lt("New Products")}
"""The label of the policy, by what a record is in QuickBooks."""

_FRAMES = {
    "strict_disconnected": _lt(
        "“%(name)s” is not saved, because QuickBooks must be able to take it first and cannot be asked now. %(why)s "
        "Save again afterwards, or ask a QuickBooks manager to relax “%(policy)s” under QuickBooks › Configuration › "
        "Connections › Policies."
    ),
    "strict_unreachable": _lt(
        "“%(name)s” is not saved, because QuickBooks must be able to take it first and did not answer. %(why)s Save "
        "again in a moment, or ask a QuickBooks manager to relax “%(policy)s” under QuickBooks › Configuration › "
        "Connections › Policies."
    ),
    "strict_refused": _lt(
        "“%(name)s” is not saved, because QuickBooks would refuse it. %(why)s Correct that and save again, or ask a "
        "QuickBooks manager to relax “%(policy)s” under QuickBooks › Configuration › Connections › Policies."
    ),
    "strict_order_waits": _lt(
        "%(order)s cannot be confirmed yet: %(records)s must be in QuickBooks first. %(why)s Confirm the order "
        "afterwards, or ask a QuickBooks manager to let such orders through under QuickBooks › Configuration › "
        "Connections › Policies."
    ),
    "strict_order_warns": _lt(
        "%(order)s is confirmed, but %(records)s is not in QuickBooks yet. %(why)s Documents of this order wait for it."
    ),
}

_REASONS = {
    "strict_busy": _lt("It is busy."),
    "strict_throttled": _lt("It limits the number of requests per minute, and that limit is reached."),
    "strict_unavailable": _lt("It could not be reached."),
    "strict_no_answer": _lt("It was given %(seconds)s seconds, and nothing was changed in it."),
    "strict_party_name_held": _lt(
        "It has a %(holder)s “%(name)s” already, and customers, vendors and employees share one list of names there."
    ),
    "strict_party_name_held_inactive": _lt(
        "It has an inactive %(holder)s “%(name)s”, whose name stays taken, and customers, vendors and employees share "
        "one list of names there."
    ),
    "strict_party_linked_elsewhere": _lt(
        "It has “%(name)s” already, and that is another contact in Odoo, %(other)s: the two may be the same."
    ),
    "strict_party_namesake": _lt(
        "Another contact in Odoo, %(other)s, is just going there under the name “%(name)s”, and names are unique there."
    ),
    "strict_party_inactive": _lt(
        "It has “%(name)s” already, and it is inactive: make it active there if it is the same."
    ),
    "strict_party_may_not_be_created": _lt(
        "It has nobody called “%(name)s”, and this connection links only whom it finds: create it there first."
    ),
    "strict_party_name_missing": _lt("It takes nobody without a name."),
    "strict_party_name_too_long": _lt("The name has %(length)s characters, and it holds %(limit)s."),
    "strict_party_name_forbidden": _lt("The name contains %(characters)s, which it does not allow in names."),
    "strict_item_name_held": _lt("It has an item “%(name)s” already, and names of items are unique there."),
    "strict_item_linked_elsewhere": _lt(
        "It has “%(name)s” already, and that is another product in Odoo, %(other)s: the two may be the same."
    ),
    "strict_item_inactive": _lt(
        "It has “%(name)s” already, and it is inactive: make it active there if it is the same."
    ),
    "strict_item_ambiguous": _lt("It has %(count)s products with the SKU “%(sku)s”."),
    "strict_item_other_sku": _lt(
        "It has “%(name)s” already, with the SKU “%(theirs)s” where this product has “%(sku)s”."
    ),
    "strict_item_other_kind": _lt("It has “%(name)s” as a %(kind)s, which cannot stand for a product."),
    "strict_item_may_not_be_created": _lt(
        "It has no product “%(name)s”, and this connection links only what it finds: create it there first."
    ),
    "strict_item_without_account": _lt(
        "It needs an income account for “%(item)s”: choose one for the product's category under QuickBooks › "
        "Configuration › Product Categories, or a default on the connection."
    ),
    "strict_item_name_missing": _lt("It takes no product without a name."),
    "strict_item_name_too_long": _lt("The name has %(length)s characters, and it holds %(limit)s."),
    "strict_item_name_forbidden": _lt("The name contains %(characters)s, which it does not allow in names."),
}

POLICY_SENTENCES = {
    **_FRAMES,
    **_REASONS,
    "update_not_linked": _lt(
        "It is not linked to QuickBooks, so there is nothing to update. Press Link or Create first."
    ),
}
