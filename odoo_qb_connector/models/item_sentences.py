"""Every problem with a product, its accounts or its parts, as a sentence (the others: qb_sentences,
desktop_sentences)."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

KINDS = {
    "Inventory": _lt("inventory item"),
    "ItemInventory": _lt("inventory part"),
    "ItemInventoryAssembly": _lt("inventory assembly"),
    "NonInventory": _lt("non-inventory item"),
    "ItemNonInventory": _lt("non-inventory part"),
    "Service": _lt("service"),
    "ItemService": _lt("service"),
    "ItemOtherCharge": _lt("other charge"),
    "ItemFixedAsset": _lt("fixed asset"),
    "Category": _lt("category"),
    "Group": _lt("bundle"),
    "ItemGroup": _lt("group"),
    "ItemSalesTax": _lt("sales tax item"),
    "ItemSalesTaxGroup": _lt("sales tax group"),
    "ItemSubtotal": _lt("subtotal"),
    "ItemPayment": _lt("payment"),
    "ItemDiscount": _lt("discount"),
}
"""QuickBooks' kinds of items, as people there call them."""

ITEM_SENTENCES = {
    # ---------------------------------------------------------------- names
    "item_name_missing": _lt("The product has no name. Enter a name on the product, then press Send Again."),
    "item_name_too_long": _lt(
        "The product's name has %(length)s characters and QuickBooks holds %(limit)s. Shorten the name on "
        "the product, then press Send Again."
    ),
    "item_name_forbidden": _lt(
        "The product's name contains %(characters)s, which QuickBooks does not allow in names. Change the "
        "name on the product, then press Send Again."
    ),
    "item_namesake": _lt(
        "Another product in Odoo, %(other)s, would have the same name in QuickBooks as this one (%(name)s), and names "
        "are unique there. Give each an internal reference of its own, or another name, then press Send Again."
    ),
    # ---------------------------------------------------------------- what is there already
    "item_linked_elsewhere": _lt(
        "QuickBooks has a product “%(name)s” already, and it belongs to another product in Odoo, "
        "%(other)s. Give this product an internal reference or a name of its own, then press Send Again."
    ),
    "item_inactive": _lt(
        "QuickBooks has a product “%(name)s” that is inactive. Make it active in QuickBooks, or give this "
        "product another name, then press Send Again."
    ),
    "item_ambiguous": _lt(
        "QuickBooks has %(count)s products with the SKU “%(sku)s”: %(names)s. Give each its own SKU in QuickBooks, or "
        "this product the name of the right one, then press Send Again."
    ),
    "item_other_sku": _lt(
        "QuickBooks has a product “%(name)s” already, with the SKU “%(theirs)s” where this one has "
        "“%(sku)s”. Make the two equal if they are the same product, or give this product another name, "
        "then press Send Again."
    ),
    "item_of_namesakes": _lt(
        "QuickBooks has a product “%(name)s” without a SKU, and Odoo has several products of that name. Press Link "
        "to That One if it is this one; if not, give it in QuickBooks the SKU of the one that it is, then press Send "
        "Again."
    ),
    "item_other_kind": _lt(
        "QuickBooks has “%(name)s” as a %(kind)s, which cannot stand for a product on a line. Rename it in "
        "QuickBooks, or give this product another name or an internal reference, then press Send Again."
    ),
    "item_counted_there": _lt(
        "QuickBooks keeps stock of “%(name)s” (%(kind)s), and this connection says that Odoo does: QuickBooks would "
        "take what Odoo sells from its own stock and book a cost of goods of its own. Press Link to That One if that "
        "is meant; if not, link another item, or rename this one in QuickBooks and give it another SKU, then press "
        "Send Again."
    ),
    "item_not_counted_there": _lt(
        "QuickBooks does not keep stock of “%(name)s” (%(kind)s), and this connection says that it does: its quantity, "
        "value and cost of goods would be missing there. Press Link to That One if that is meant; if not, link "
        "another item, or rename this one in QuickBooks and give it another SKU, then press Send Again."
    ),
    "item_no_goods_there": _lt(
        "QuickBooks has “%(name)s” as a %(kind)s, and the product in Odoo is goods in stock. Press Link to That One "
        "if that is meant; if not, link another item, or rename this one in QuickBooks and give it another SKU, then "
        "press Send Again."
    ),
    "item_may_not_be_created": _lt(
        "QuickBooks has no product “%(name)s”, and this connection does not create products. Create the "
        "product in QuickBooks with exactly this SKU or name, or allow it on the connection, then press "
        "Send Again."
    ),
    # ---------------------------------------------------------------- accounts
    "item_without_account": _lt(
        "QuickBooks needs an account for the product “%(item)s” (%(account)s). Press Create the Account on the "
        "product to have it made there, or choose one on the product, for its category under QuickBooks › "
        "Configuration › Product Categories, or on the connection, then press Send Again."
    ),
    "stocked_item_without_account": _lt(
        "The product “%(item)s” is counted by QuickBooks, which needs an income, a cost of goods and an inventory "
        "asset account for it; one is missing (%(account)s). Press Create the Account on the product to have it made "
        "there, or choose one on the product, for its category under QuickBooks › Configuration › Product Categories, "
        "or on the connection, then press Send Again."
    ),
    "account_inactive": _lt(
        "The account “%(account)s” is inactive in QuickBooks. Make it active there and press Refresh Lists on the "
        "connection, or choose another one on the product, its category or the connection, then press Send Again."
    ),
    "account_wrong_detail": _lt(
        "For a product that QuickBooks counts, the account “%(account)s” (%(role)s) must have the detail type "
        "“%(wanted)s” in QuickBooks. Choose one that has it, or press Create the Account on the product, then press "
        "Send Again."
    ),
    "account_other_kind": _lt(
        "QuickBooks has an account “%(name)s” already, of the type %(kind)s, which cannot be used for this. Give the "
        "new account another name, then press Create in QuickBooks."
    ),
    "account_there_inactive": _lt(
        "QuickBooks has an account “%(name)s” that is inactive. Make it active there, or give the new account another "
        "name, then press Create in QuickBooks."
    ),
    # ---------------------------------------------------------------- stock that QuickBooks keeps
    "stocked_item_without_start_date": _lt(
        "The product “%(item)s” is counted by QuickBooks, which needs the day from which on it counts. Enter it on the "
        "connection under Policies, then press Send Again."
    ),
    # ---------------------------------------------------------------- kits
    "kit_refused": _lt(
        "“%(kit)s” is a kit, and this connection does not send kits. Choose under Policies on the connection that kits "
        "are sent as their parts, or put the parts on the document instead, then press Send Again."
    ),
    "combo_refused": _lt(
        "“%(kit)s” is a combo: what the customer chose stands on lines of its own, and the combo itself is no product "
        "that QuickBooks could list. Take it off the document, then press Send Again."
    ),
    "kit_without_parts": _lt(
        "“%(kit)s” is a kit without parts that could be sent. Give it parts in its bill of materials, then press Send "
        "Again."
    ),
}
