"""What a profile is: a kind of company, and the words that differ from country to country."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Profile:
    """One kind of sample company."""

    name: str
    country: str  # two letters
    currency: str
    company: str
    address: dict
    timezone: str
    fiscal_month: str
    tax_model: str  # ast, legacy, world

    @property
    def is_us(self) -> bool:
        return self.country == "US"


PROFILES = {
    profile.name: profile
    for profile in (
        Profile(
            "us-ast",
            "US",
            "USD",
            "Larkspur Supply Co.",
            {
                "Line1": "410 Mission Street",
                "City": "San Francisco",
                "CountrySubDivisionCode": "CA",
                "PostalCode": "94105",
            },
            "America/Los_Angeles",
            "January",
            "ast",
        ),
        Profile(
            "us-legacy",
            "US",
            "USD",
            "Old Mill Hardware",
            {
                "Line1": "18 Foundry Road",
                "City": "San Diego",
                "CountrySubDivisionCode": "CA",
                "PostalCode": "92101",
            },
            "America/Los_Angeles",
            "January",
            "legacy",
        ),
        Profile(
            "ca",
            "CA",
            "CAD",
            "Northern Pine Trading Ltd.",
            {
                "Line1": "250 Front Street West",
                "City": "Toronto",
                "CountrySubDivisionCode": "ON",
                "PostalCode": "M5V 3G5",
            },
            "America/Toronto",
            "January",
            "world",
        ),
        Profile(
            "uk",
            "GB",
            "GBP",
            "Thistle & Wren Ltd",
            {"Line1": "7 Charlotte Row", "City": "Bristol", "PostalCode": "BS1 4ND"},
            "Europe/London",
            "April",
            "world",
        ),
        Profile(
            "au",
            "AU",
            "AUD",
            "Banksia Wholesale Pty Ltd",
            {
                "Line1": "31 Flinders Lane",
                "City": "Melbourne",
                "CountrySubDivisionCode": "VIC",
                "PostalCode": "3000",
            },
            "Australia/Melbourne",
            "July",
            "world",
        ),
    )
}
