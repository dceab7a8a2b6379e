"""Which detail object belongs to which line type."""

DETAILS = {
    "SalesItemLineDetail": "SalesItemLineDetail",
    "DescriptionLineDetail": "DescriptionOnly",
    "DiscountLineDetail": "DiscountLineDetail",
    "SubTotalLineDetail": "SubTotalLineDetail",
    "GroupLineDetail": "GroupLineDetail",
}
