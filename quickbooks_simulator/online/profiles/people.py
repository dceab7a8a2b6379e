"""Sample customers and vendors. The first customer is Deco Addict, a name Odoo's demo data shares."""

from __future__ import annotations

# DisplayName, street, city, subdivision, postal code, e-mail
CUSTOMERS = {
    "US": (
        ("Deco Addict", "77 Santa Barbara Rd", "Pleasant Hill", "CA", "94523", "deco.addict82@example.com"),
        (
            "Harbor Light Cafe",
            "12 Wharf Street",
            "San Francisco",
            "CA",
            "94111",
            "orders@harborlight.example",
        ),
        ("Juniper & Sons", "88 Ridge Avenue", "Oakland", "CA", "94607", "office@juniper.example"),
        ("Copperfield School", "501 College Way", "Los Angeles", "CA", "90014", "purchasing@copper.example"),
        ("Blue Heron Lodge", "3 Lakeshore Drive", "San Jose", "CA", "95112", "desk@blueheron.example"),
        ("Empire Fixtures", "220 West 37th Street", "New York", "NY", "10018", "ap@empirefix.example"),
        ("Lone Star Interiors", "900 Congress Avenue", "Austin", "TX", "78701", "hello@lonestar.example"),
        ("Cascade Outfitters", "64 Pine Street", "Portland", "OR", "97204", "buyer@cascade.example"),
        ("Prairie Home Goods", "1500 Grand Avenue", "Omaha", "NE", "68102", "info@prairie.example"),
        ("Tidewater Hotels", "7 Bay Road", "Norfolk", "VA", "23510", "stay@tidewater.example"),
        ("Maple Street Books", "41 Maple Street", "Fremont", "CA", "94536", "read@maplestreet.example"),
        ("Walk-in Customer", "", "", "CA", "", ""),
    ),
    "CA": (
        ("Deco Addict", "77 King Street East", "Toronto", "ON", "M5C 1G3", "deco.addict82@example.com"),
        ("Maple Leaf Joinery", "12 Granville Street", "Vancouver", "BC", "V6C 1T2", "shop@mapleleaf.example"),
        ("Boulangerie Laval", "80 rue Saint-Paul", "Montreal", "QC", "H2Y 1G8", "four@laval.example"),
        ("Prairie Grain Co-op", "5 Main Street", "Winnipeg", "MB", "R3C 1A3", "grain@prairie.example"),
        ("Halifax Boatworks", "9 Harbour Walk", "Halifax", "NS", "B3J 1S9", "hull@boatworks.example"),
        ("Foothills Lodge", "33 Bow Valley Trail", "Calgary", "AB", "T2P 0R4", "desk@foothills.example"),
        ("Rideau Antiques", "61 Bank Street", "Ottawa", "ON", "K1P 5N2", "old@rideau.example"),
        ("Yukon Outfitters", "2 Front Street", "Whitehorse", "YT", "Y1A 1A1", "trail@yukon.example"),
        ("Islander Foods", "19 Water Street", "Charlottetown", "PE", "C1A 1A2", "eat@islander.example"),
        ("Huron Hardware", "75 Richmond Street", "London", "ON", "N6A 3C5", "nails@huron.example"),
        ("Saskatoon Berries", "4 River Road", "Saskatoon", "SK", "S7K 0A1", "jam@berries.example"),
        ("Walk-in Customer", "", "", "ON", "", ""),
    ),
    "GB": (
        ("Deco Addict", "77 Deansgate", "Manchester", "", "M3 2BW", "deco.addict82@example.com"),
        ("Harbourside Cafe", "2 Narrow Quay", "Bristol", "", "BS1 4QA", "orders@harbourside.example"),
        ("Pennine Joinery", "14 Mill Lane", "Leeds", "", "LS1 5AB", "wood@pennine.example"),
        ("Camden Curios", "90 Parkway", "London", "", "NW1 7AN", "odd@camden.example"),
        ("Highland Lodge", "1 Loch Road", "Inverness", "", "IV1 1AA", "stay@highland.example"),
        ("Cardiff Interiors", "6 Castle Street", "Cardiff", "", "CF10 1BT", "home@cardiff.example"),
        ("Mersey Chandlers", "3 Dock Road", "Liverpool", "", "L3 4AA", "rope@mersey.example"),
        ("Fenland Growers", "22 Bridge Street", "Cambridge", "", "CB2 1UF", "grow@fenland.example"),
        ("Sussex Stoneware", "8 North Laine", "Brighton", "", "BN1 1GA", "clay@sussex.example"),
        ("Tyne Outfitters", "45 Quayside", "Newcastle", "", "NE1 3DX", "kit@tyne.example"),
        ("Cornish Bakes", "11 Market Strand", "Falmouth", "", "TR11 3DA", "pie@cornish.example"),
        ("Walk-in Customer", "", "", "", "", ""),
    ),
    "AU": (
        ("Deco Addict", "77 Collins Street", "Melbourne", "VIC", "3000", "deco.addict82@example.com"),
        ("Bondi Surf Supply", "5 Campbell Parade", "Sydney", "NSW", "2026", "wave@bondi.example"),
        ("Outback Stations", "1 Todd Mall", "Alice Springs", "NT", "0870", "ute@outback.example"),
        ("River City Books", "60 Queen Street", "Brisbane", "QLD", "4000", "read@rivercity.example"),
        ("Barossa Cellars", "7 Murray Street", "Tanunda", "SA", "5352", "red@barossa.example"),
        ("Swan Valley Cafe", "12 Hay Street", "Perth", "WA", "6000", "brew@swan.example"),
        ("Derwent Timber", "3 Salamanca Place", "Hobart", "TAS", "7000", "saw@derwent.example"),
        ("Capital Fittings", "18 Northbourne Avenue", "Canberra", "ACT", "2601", "fit@capital.example"),
        ("Geelong Woolstore", "44 Brougham Street", "Geelong", "VIC", "3220", "wool@geelong.example"),
        ("Hunter Kitchens", "9 Hunter Street", "Newcastle", "NSW", "2300", "cook@hunter.example"),
        ("Cairns Reef Tours", "2 Spence Street", "Cairns", "QLD", "4870", "dive@cairns.example"),
        ("Walk-in Customer", "", "", "VIC", "", ""),
    ),
}
VENDORS = (
    ("Ridgeline Timber", "sales@ridgeline.example"),
    ("Beacon Office Products", "orders@beacon.example"),
    ("Summit Freight", "desk@summitfreight.example"),
    ("City Power & Water", "billing@citypower.example"),
    ("Atlas Insurance", "service@atlas.example"),
)
FOREIGN_CUSTOMER = ("Atelier Lumiere SARL", "3 rue des Lilas", "Lyon", "69002")
