"""Whom the sample company of each country sells to."""

CUSTOMERS = {
    "US": (
        ("Deco Addict", "77 Santa Barbara Rd", "Pleasant Hill", "CA", "94523", "deco.addict82@example.com", "Net 30"),
        ("Cool Cars", "65 Ocean Dr.", "Half Moon Bay", "CA", "94213", "cars@example.com", "Net 15"),
        ("Freeman Sporting Goods", "370 Easy St.", "Middlefield", "CA", "94482", "sports@example.com", "Net 30"),
        ("Gevelber Photography", "1103 Main St.", "Middlefield", "CA", "94471", "photo@example.com", None),
        ("Whitehead and Sons", "", "", "", "", "", None),
    ),
    "CA": (
        ("Lakeshore Interiors", "18 Harbour Sq", "Toronto", "ON", "M5J 2H2", "orders@lakeshore.example", "Net 30"),
        ("Granville Books", "1420 Granville St", "Vancouver", "BC", "V6Z 1M7", "books@granville.example", "Net 15"),
        ("Band Council Office", "2 River Rd", "Brantford", "ON", "N3T 5L8", "office@council.example", None),
    ),
    "UK": (
        ("Clifton Cafe", "3 The Mall", "Bristol", "", "BS8 4DS", "hello@clifton.example", "Net 30"),
        ("Leith Joinery", "40 Shore", "Edinburgh", "", "EH6 6QU", "jobs@leith.example", "Net 15"),
        ("Embassy Stores", "11 Park Lane", "London", "", "W1K 7AA", "stores@embassy.example", None),
    ),
}
"""Name, street, city, state, postal code, e-mail, terms; with an address where there is a street."""
JOBS = {
    "Freeman Sporting Goods": "55 Twin Lane",
    "Lakeshore Interiors": "Pier 4",
    "Clifton Cafe": "Roof terrace",
}
"""Of a customer."""
NOT_TAXABLE = {"Gevelber Photography", "Band Council Office", "Embassy Stores"}
