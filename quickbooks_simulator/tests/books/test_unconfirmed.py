"""Points that nobody could confirm: each both ways, by its switch (spec qbo 10, "Honesty about itself")."""

from __future__ import annotations

import pytest

from quickbooks_simulator import clock

from .books import Books, refused


def writes_without_token(us: Books) -> list[tuple[str, dict]]:
    invoice = us.invoice("1", us.line("Design", 10))
    bare = {"Id": invoice["Id"]}
    return [("update", {**bare, "sparse": True, "PrivateNote": "x"}), ("delete", bare), ("void", bare)]


@pytest.mark.switch("missing_sync_token")
def test_a_missing_token_is_2020_or_5010(us: Books):
    for operation, body in writes_without_token(us):
        with refused("2020", element="SyncToken"):
            us.company.write("Invoice", operation, body)
    us.company.set_switch("missing_sync_token", "5010")
    for operation, body in writes_without_token(us):
        with refused("5010"):
            us.company.write("Invoice", operation, body)


@pytest.mark.switch("detail_620")
def test_620_names_the_transaction_or_nothing(us: Books):
    other = us.invoice("2", us.line("Design", 100))
    with refused("620", element="LinkedTxn") as caught:
        us.pay("1", 100, ("Invoice", other, 100))
    assert caught.value.errors[0].detail == "Txn ID Cannot Be Linked"
    us.company.set_switch("detail_620", "named")
    with refused("620") as caught:
        us.pay("1", 100, ("Invoice", other, 100))
    assert caught.value.errors[0].detail == f"Txn ID Cannot Be Linked : Invoice {other['Id']} cannot be linked."


@pytest.mark.switch("detail_6430")
def test_6430_names_the_type_or_nothing(us: Books):
    with refused("6430", element="DepositToAccountRef") as caught:
        us.pay("1", 100, DepositToAccountRef=us.ref("Account", "Services"))
    assert caught.value.errors[0].detail == "Invalid account type: Income"
    us.company.set_switch("detail_6430", "title")
    with refused("6430") as caught:
        us.pay("1", 100, DepositToAccountRef=us.ref("Account", "Services"))
    assert caught.value.errors[0].detail == "Invalid account type used"


@pytest.mark.switch("account_number_length")
def test_an_account_number_has_7_characters_or_20(us: Books):
    with refused("2050", element="AcctNum", detail="Max:7"):
        us.create("Account", Name="N", AccountType="Expense", AcctNum="12345678")
    us.company.set_switch("account_number_length", "20")
    assert us.create("Account", Name="N", AccountType="Expense", AcctNum="1" * 20)["AcctNum"] == "1" * 20
    with refused("2050", element="AcctNum", detail="Max:20"):
        us.create("Account", Name="M", AccountType="Expense", AcctNum="2" * 21)


@pytest.mark.switch("item_name_scope")
def test_an_item_name_is_unique_in_the_company_or_in_its_category(us: Books):
    category = us.create("Item", Name="Shelf", Type="Category")
    service = {"Type": "Service", "IncomeAccountRef": us.ref("Account", "Services")}
    below = {"SubItem": True, "ParentRef": {"value": category["Id"]}}
    us.create("Item", Name="Émile", **service)
    with refused("6240"):
        us.create("Item", Name="émile", **service, **below)
    us.company.set_switch("item_name_scope", "parent")
    second = us.create("Item", Name="émile", **service, **below)
    assert second["FullyQualifiedName"] == "Shelf:émile"
    with refused("6240"):
        us.create("Item", Name="ÉMILE", **service, **below)


@pytest.mark.switch("changed_since_inclusive", "merged_name")
@pytest.mark.parametrize("entity", ["Customer", "Item"])
def test_a_merged_name_reads_as_inactive_or_not_at_all(us: Books, entity: str):
    winner, loser = pair(us, entity, "A")
    us.company.merge(entity, winner["Id"], loser["Id"])
    assert us.read(entity, loser["Id"])["Active"] is False
    us.company.set_switch("merged_name", "gone")
    winner, loser = pair(us, entity, "B")
    clock.advance(60)
    moment = clock.now()
    us.company.merge(entity, winner["Id"], loser["Id"])
    with refused("610", detail="has been made inactive"):
        us.read(entity, loser["Id"])
    assert loser["Id"] not in [row["id"] for row in us.company.rows(entity)]
    stubs = [body for body in us.company.changed_since(entity, moment) if body["Id"] == loser["Id"]]
    assert [body["status"] for body in stubs] == ["Deleted"]
    us.assert_sound()


def pair(us: Books, entity: str, name: str) -> tuple[dict, dict]:
    names = (f"{name} winner", f"{name} loser")
    if entity == "Customer":
        return us.customer(names[0]), us.customer(names[1])
    service = {"Type": "Service", "IncomeAccountRef": us.ref("Account", "Services")}
    return us.create("Item", Name=names[0], **service), us.create("Item", Name=names[1], **service)


@pytest.mark.switch("changed_since_inclusive", "merged_name", "merged_name_in_cdc")
def test_cdc_shows_a_merged_name_as_a_stub_or_as_an_inactive_one(us: Books):
    winner, loser = pair(us, "Customer", "A")
    clock.advance(60)
    moment = clock.now()
    us.company.merge("Customer", winner["Id"], loser["Id"])

    def shown() -> dict:
        (body,) = [body for body in us.company.changed_since("Customer", moment) if body["Id"] == loser["Id"]]
        return body

    assert shown().keys() == {"domain", "status", "Id", "MetaData"}
    us.company.set_switch("merged_name_in_cdc", "inactive")
    assert (shown()["Active"], shown()["DisplayName"]) == (False, "A loser (deleted)")


@pytest.mark.switch("sparse_without_lines")
def test_a_sparse_update_without_lines_keeps_them_or_is_refused(us: Books):
    made = us.invoice("1", us.line("Design", 10))
    changed = us.update("Invoice", made, PrivateNote="note")
    assert changed["Line"] == made["Line"]
    us.company.set_switch("sparse_without_lines", "refuse")
    with refused("2020", element="Line"):
        us.update("Invoice", changed, PrivateNote="other")
    assert us.update("Invoice", changed, PrivateNote="other", Line=made["Line"])["Line"] == made["Line"]


@pytest.mark.switch("sparse_line_array")
def test_lines_of_a_sparse_update_are_the_whole_list_or_are_merged(us: Books):
    one, two = us.line("Design", 10), us.line("Installation", 20)
    made = us.invoice("1", one, two)
    only = us.update("Invoice", made, Line=[{**two, "Id": "2"}])
    assert [(line.get("Id"), line["Amount"]) for line in only["Line"]] == [("2", 20), (None, 20)]
    us.company.set_switch("sparse_line_array", "merge")
    made = us.invoice("1", one, two)
    merged = us.update("Invoice", made, Line=[{**us.line("Design", 25), "Id": "2"}, us.line("Design", 7)])
    assert [(line.get("Id"), line["Amount"]) for line in merged["Line"]] == [("1", 10), ("2", 25), ("3", 7), (None, 42)]
    full = us.replace("Invoice", merged, Line=[{**one, "Id": "1"}])
    assert full["TotalAmt"] == 10
    us.assert_sound()


@pytest.mark.switch("sparse_undocumented")
def test_sparse_where_it_is_not_documented_works_or_blanks(us: Books):
    item, customer = us.find("Item", "Design"), us.customer("Doc", Notes="stay")
    changed = us.update("Item", item, Description="sparse")
    assert (changed["Name"], changed["Description"]) == ("Design", "sparse")
    us.company.set_switch("sparse_undocumented", "full")
    with refused("2020", "2020", element="Name"):
        us.update("Item", changed, Description="full")
    assert us.update("Customer", customer, CompanyName="Firm")["Notes"] == "stay"


@pytest.mark.switch("foreign_account_name")
def test_the_name_of_a_foreign_receivable_account(multi: Books):
    def account_of(name: str, code: str) -> str:
        customer = multi.create("Customer", DisplayName=name, CurrencyRef={"value": code})
        made = multi.invoice(customer["Id"], multi.line("Design", 10), CurrencyRef={"value": code}, ExchangeRate=2)
        (account,) = [a for a in multi.postings("Invoice", made["Id"]) if "Receivable" in a]
        return account

    assert account_of("One", "PLN") == "Accounts Receivable (A/R) - PLN"
    multi.company.set_switch("foreign_account_name", "brackets")
    assert account_of("Two", "SEK") == "Accounts Receivable (A/R) (SEK)"


@pytest.mark.switch("apply_credits_automatically", "void_credit_memo")
def test_a_credit_memo_is_voided_by_switch_only(us: Books):
    memo = us.sale("CreditMemo", "1", us.line("Desk Lamp", qty=1, price=30, code="NON"), PrivateNote="Back")
    before = us.find("Item", "Desk Lamp")["QtyOnHand"]
    with refused("500"):
        us.update("CreditMemo", memo, include=("void",))
    us.company.set_switch("void_credit_memo", "include")
    gone = us.update("CreditMemo", memo, include=("void",))
    assert (gone["TotalAmt"], gone["Balance"], gone["RemainingCredit"]) == (0, 0, 0)
    assert (gone["PrivateNote"], gone["SyncToken"]) == ("Voided - Back", "1")
    assert us.postings("CreditMemo", memo["Id"]) == {}
    assert us.find("Item", "Desk Lamp")["QtyOnHand"] == before - 1
    used = us.sale("CreditMemo", "1", us.line("Design", 30))
    us.pay("1", 0, ("Invoice", us.invoice("1", us.line("Design", 30)), 30), ("CreditMemo", used, 30))
    with refused("6000"):
        us.update("CreditMemo", us.read("CreditMemo", used["Id"]), include=("void",))
    us.assert_sound()


@pytest.mark.switch("void_refund_receipt")
def test_a_refund_receipt_is_voided_by_switch_only(us: Books):
    bank = us.ref("Account", "Checking")
    made = us.sale("RefundReceipt", "1", us.line("Design", 30), DepositToAccountRef=bank, PrivateNote="Back")
    with refused("500"):
        us.update("RefundReceipt", made, include=("void",))
    us.company.set_switch("void_refund_receipt", "include")
    gone = us.update("RefundReceipt", made, include=("void",))
    assert (gone["TotalAmt"], gone["PrivateNote"], gone["SyncToken"]) == (0, "Voided - Back", "1")
    assert us.postings("RefundReceipt", made["Id"]) == {}


@pytest.mark.switch("over_application")
def test_more_than_is_open_is_refused_or_cut_down(us: Books):
    invoice, other = us.invoice("1", us.line("Design", 100)), us.invoice("1", us.line("Design", 100))
    with refused("6000", element="Amount"):
        us.pay("1", 150, ("Invoice", invoice, 150))
    us.company.set_switch("over_application", "cap")
    paid = us.pay("1", 150, ("Invoice", invoice, 150))
    assert ([line["Amount"] for line in paid["Line"]], paid["UnappliedAmt"]) == ([100], 50)
    assert us.read("Invoice", invoice["Id"])["Balance"] == 0
    short = us.pay("1", 30, ("Invoice", other, 60), ("Invoice", other, 60))
    assert ([line["Amount"] for line in short["Line"]], short["UnappliedAmt"]) == ([30], 0)
    assert us.read("Invoice", other["Id"])["Balance"] == 70
    us.assert_sound()


@pytest.mark.switch(
    "apply_credits_automatically", "change_customer_of_paid", "sparse_undocumented", "sparse_without_lines"
)
@pytest.mark.parametrize("entity", ["Invoice", "CreditMemo"])
def test_the_customer_of_a_paid_document_stays_or_takes_leave_of_its_payment(us: Books, entity: str):
    paid, payment = paid_document(us, entity)
    with refused("6000", detail="cannot be changed"):
        us.update(entity, paid, CustomerRef={"value": "2"})
    us.company.set_switch("change_customer_of_paid", "unapply")
    moved = us.update(entity, paid, CustomerRef={"value": "2"})
    assert (moved["CustomerRef"]["value"], moved["Balance"], moved["LinkedTxn"]) == ("2", 40, [])
    left = us.read("Payment", payment["Id"])
    assert paid["Id"] not in [line["LinkedTxn"][0]["TxnId"] for line in left["Line"]]
    us.assert_sound()


def paid_document(us: Books, entity: str) -> tuple[dict, dict]:
    """A document over 40 with a payment applied to it."""
    made = us.sale(entity, "1", us.line("Design", 40))
    if entity == "Invoice":
        payment = us.pay("1", 25, ("Invoice", made, 25))
    else:
        owed = us.invoice("1", us.line("Design", 100))
        payment = us.pay("1", 60, ("CreditMemo", made, 40), ("Invoice", owed, 100))
    return us.read(entity, made["Id"]), payment


@pytest.mark.switch("service_date_off")
@pytest.mark.parametrize("kind", ["SalesItemLineDetail", "DescriptionOnly", "DiscountLineDetail"])
def test_a_service_date_needs_its_preference(us: Books, kind: str):
    lines = [us.line("Design", 10)]
    if kind == "DescriptionOnly":
        lines.append({"DetailType": kind, "Description": "x", "DescriptionLineDetail": {"ServiceDate": "2026-01-05"}})
    elif kind == "DiscountLineDetail":
        lines.append({"DetailType": kind, "Amount": 1, kind: {"ServiceDate": "2026-01-05"}})
    else:
        lines[0][kind]["ServiceDate"] = "2026-01-05"
    us.company.set_preferences({"SalesFormsPrefs": {"AllowDiscount": True}})
    assert "ServiceDate" not in str(us.invoice("1", *lines))
    us.company.set_switch("service_date_off", "refuse")
    with refused("6000", element="ServiceDate"):
        us.invoice("1", *lines)
    us.company.set_preferences({"SalesFormsPrefs": {"AllowServiceDate": True}})
    assert "'ServiceDate': '2026-01-05'" in str(us.invoice("1", *lines))


@pytest.mark.switch("account_balance_touches_time")
def test_an_accounts_time_moves_with_its_balance_or_not(us: Books):
    def moved() -> bool:
        before = us.find("Account", "Accounts Receivable (A/R)")
        clock.advance(60)
        us.invoice("1", us.line("Design", 75))
        after = us.find("Account", "Accounts Receivable (A/R)")
        assert after["CurrentBalance"] == before["CurrentBalance"] + 75
        return after["MetaData"]["LastUpdatedTime"] > before["MetaData"]["LastUpdatedTime"]

    assert moved()
    us.company.set_switch("account_balance_touches_time", False)
    assert not moved()


@pytest.mark.switch("list_word_item", "list_word_term", "list_word_other")
@pytest.mark.parametrize(
    ("switch", "word", "element", "change"),
    [
        ("list_word_term", "Terms", "SalesTermRef", {"SalesTermRef": {"value": "987"}}),
        ("list_word_other", "Lists", "PaymentMethodRef", {"PaymentMethodRef": {"value": "987"}}),
    ],
)
def test_the_list_word_of_2500(us: Books, switch: str, word: str, element: str, change: dict):
    with refused("2500", element=element, detail=f"{word} element id 987 not found"):
        us.customer("New", **change)
    us.company.set_switch(switch, "Things")
    with refused("2500", element=element, detail="Things element id 987 not found"):
        us.customer("New", **change)


@pytest.mark.switch("list_word_item")
def test_the_list_word_of_2500_for_items(us: Books):
    line = us.line("Design", 10)
    line["SalesItemLineDetail"]["ItemRef"] = {"value": "987"}
    with refused("2500", detail="Items element id 987 not found"):
        us.invoice("1", line)
    us.company.set_switch("list_word_item", "Products")
    with refused("2500", detail="Products element id 987 not found"):
        us.invoice("1", line)


@pytest.mark.switch("deactivate_account_with_balance")
def test_an_account_with_a_balance_is_deactivated_by_switch_only(us: Books):
    checking = us.find("Account", "Checking")
    with refused("6220"):
        us.update("Account", checking, Active=False)
    us.company.set_switch("deactivate_account_with_balance", "accept")
    gone = us.update("Account", checking, Active=False)
    assert (gone["Active"], gone["Name"], gone["CurrentBalance"]) == (False, "Checking (deleted)", 25000)


@pytest.mark.switch("online_payment_flags_off")
def test_online_payment_flags_without_online_payment(us: Books):
    def flag() -> bool:
        made = us.invoice("1", us.line("Design", 10), AllowOnlineACHPayment=True)
        return made["AllowOnlineACHPayment"]

    assert flag() is False
    us.company.set_switch("online_payment_flags_off", "keep")
    assert flag() is True


@pytest.mark.switch("missing_tax_code_detail")
def test_the_sentence_about_a_missing_tax_code(uk: Books):
    sentence = "Make sure all your transactions have a VAT rate before you save."
    more = {"GlobalTaxCalculation": "TaxExcluded"}
    with refused("6000", detail=f"Business Validation Error: {sentence}"):
        uk.invoice("1", uk.line("Design", 10), **more)
    uk.company.set_switch("missing_tax_code_detail", "No {word}, no invoice.")
    with refused("6000", detail="Business Validation Error: No VAT, no invoice."):
        uk.invoice("1", uk.line("Design", 10), **more)


@pytest.mark.switch("item_taxable_default")
def test_whether_an_item_is_taxable_by_default(us: Books):
    service = {"Type": "Service", "IncomeAccountRef": us.ref("Account", "Services")}
    assert us.create("Item", Name="A", **service)["Taxable"] is False
    us.company.set_switch("item_taxable_default", True)
    assert us.create("Item", Name="B", **service)["Taxable"] is True


@pytest.mark.switch("changed_since_inclusive")
def test_cdc_includes_the_very_second_or_not(us: Books):
    made = us.customer("Now")
    moment = clock.from_stamp(next(row["updated_at"] for row in us.company.rows("Customer") if row["id"] == made["Id"]))
    assert made["Id"] in [body["Id"] for body in us.company.changed_since("Customer", moment)]
    us.company.set_switch("changed_since_inclusive", False)
    assert made["Id"] not in [body["Id"] for body in us.company.changed_since("Customer", moment)]


@pytest.mark.switch("ast_total_tax_without_rate")
def test_tax_where_none_is_collected_may_be_refused(us: Books):
    us.company.set_switch("ast_total_tax_without_rate", "refuse")
    nowhere = {"Line1": "1 Road", "City": "Portland", "CountrySubDivisionCode": "OR", "PostalCode": "97201"}
    with refused("6000"):
        us.invoice("1", us.line("Design", 10, code="TAX"), ShipAddr=nowhere, TxnTaxDetail={"TotalTax": 1})


@pytest.mark.switch("company_info_country")
def test_the_companys_country_has_two_letters_or_three(us: Books, uk: Books):
    assert us.read("CompanyInfo", "1")["Country"] == "US"
    before = uk.read("CompanyInfo", "1")
    uk.company.set_switch("company_info_country", "three_letters")
    assert uk.read("CompanyInfo", "1") == {**before, "Country": "GBR"}
    uk.company.set_switch("company_info_country", "two_letters")
    assert uk.read("CompanyInfo", "1") == before


@pytest.mark.switch("paid_removal_code", "delete_paid_document")
def test_the_code_of_a_refused_void_or_delete(us: Books):
    paid, _payment = paid_document(us, "Invoice")
    for code in ("6000", "800"):
        us.company.set_switch("paid_removal_code", code)
        with refused(code, detail="while a payment is applied"):
            us.void("Invoice", paid)
        with refused(code, detail="while a payment is applied"):
            us.remove("Invoice", paid)
