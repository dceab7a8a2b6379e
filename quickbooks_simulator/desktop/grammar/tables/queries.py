"""Filters of list and transaction queries (spec qbd 3.4, LISTQ and TXNQ of 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#DateMacro = All | Today | ThisWeek | ThisWeekToDate | ThisMonth | ThisMonthToDate | ThisCalendarQuarter |
    ThisCalendarQuarterToDate | ThisFiscalQuarter | ThisFiscalQuarterToDate | ThisCalendarYear |
    ThisCalendarYearToDate | ThisFiscalYear | ThisFiscalYearToDate | Yesterday | LastWeek | LastWeekToDate |
    LastMonth | LastMonthToDate | LastCalendarQuarter | LastCalendarQuarterToDate | LastFiscalQuarter |
    LastFiscalQuarterToDate | LastCalendarYear | LastCalendarYearToDate | LastFiscalYear | LastFiscalYearToDate |
    NextWeek | NextFourWeeks | NextMonth | NextCalendarQuarter | NextCalendarYear | NextFiscalQuarter |
    NextFiscalYear
ListFilter = MaxReturned:int[1..], ActiveStatus:{ActiveOnly|InactiveOnly|All}, FromModifiedDate:datetime,
    ToModifiedDate:datetime, (NameFilter!= | NameRangeFilter!=)?
NameFilter = MatchCriterion!:{StartsWith|Contains|EndsWith}, Name!
NameRangeFilter = FromName, ToName
TotalBalanceFilter = Operator!:{LessThan|LessThanEqual|Equal|GreaterThan|GreaterThanEqual}, Amount!:amt
CurrencyFilter = (ListID+:id | FullName+:64)
ClassFilter = (ListID+:id | FullName+ | ListIDWithChildren!:id | FullNameWithChildren!)
ListQueryWithOwnerID = (ListID+:id | FullName+ | $ListFilter)?, IncludeRetElement*:50, OwnerID*:guid
ListQueryWithOwnerIDAndClass = (ListID+:id | FullName+ | $ListWithClassFilter)?, IncludeRetElement*:50,
    OwnerID*:guid
ListWithClassFilter = MaxReturned:int[1..], ActiveStatus:{ActiveOnly|InactiveOnly|All}, FromModifiedDate:datetime,
    ToModifiedDate:datetime, (NameFilter!= | NameRangeFilter!=)?, ClassFilter=
ListQuery = (ListID+:id | FullName+ | $ListFilter)?, IncludeRetElement*:50
InvoiceFilter = $TxnFilter, PaidStatus:{All|PaidOnly|NotPaidOnly}
TxnFilter = MaxReturned:int[1..], (ModifiedDateRangeFilter!= | TxnDateRangeFilter!=)?, EntityFilter=,
    AccountFilter=, (RefNumberFilter!= | RefNumberRangeFilter!=)?, CurrencyFilter=
ModifiedDateRangeFilter = FromModifiedDate:datetime, ToModifiedDate:datetime
TxnDateFilter = FromTxnDate:date, ToTxnDate:date
TxnDateRangeFilter = ($TxnDateFilter | DateMacro!:#DateMacro)
EntityFilter = (ListID+:id | FullName+ | ListIDWithChildren!:id | FullNameWithChildren!)
RefNumberFilter = MatchCriterion!:{StartsWith|Contains|EndsWith}, RefNumber!
RefNumberRangeFilter = FromRefNumber, ToRefNumber
"""
