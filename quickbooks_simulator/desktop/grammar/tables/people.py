"""Employees and other names, as EntityQuery shows them: they share the names of customers and vendors (spec qbd 5.1).

The notation is explained in `grammar.notation`.
"""

TABLE = """
#Relation = Spouse | Partner | Mother | Father | Sister | Brother | Son | Daughter | Friend | Other
EmployeeQueryRq = $ListQueryWithOwnerID, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
OtherNameQueryRq = $ListQueryWithOwnerID, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData}
EmployeeAddressData = Addr1:41, Addr2:41, Addr3, Addr4, City:31, State:21, PostalCode:13, Country
EmergencyContacts = PrimaryContact=EmergencyContactListRef, SecondaryContact=EmergencyContactListRef
EmergencyContactListRef = ContactName!:40, ContactValue!:255, Relation:#Relation
Earnings = PayrollItemWageRef!=SimpleListRef, (Rate!:price | RatePercent!:percent)?
NonEarnings = PayrollItemNonWageRef!=SimpleListRef, (Amount!:amt | RatePercent!:percent)?, Limit:amt
Hours = HoursAvailable:interval, AccrualPeriod:{BeginningOfYear|EveryHourOnPaycheck|EveryPaycheck},
    HoursAccrued:interval, MaximumHours:interval, IsResettingHoursEachNewYear:bool, HoursUsed:interval,
    YearBeginsDate:date^16, AccrualStartDate:date
EmployeeTaxInfo = StateLived:21, StateWorked:21, IsStandardTaxationRequired:bool, EmployeeTax*=
EmployeeTax = IsSubjectToTax:bool, PayrollItemTaxRef!=SimpleListRef, TaxLawVersion:int, TaxInfo*=
TaxInfo = TaxInfoCategory!:100, TaxInfoValue!
WorkersCompCodeListRef = ListID:id, FullName:13
EmployeeDirectDepositAccount = (Amount!:amt | RatePercent!:percent)?, BankName!:31, RoutingNumber!:9,
    AccountNumber!:25, BankAccountType!:{Checking|Savings}
EmployeePayrollInfo = IsCoveredByQualifiedPensionPlan:bool^16,
    PayPeriod:{Daily|Weekly|Biweekly|Semimonthly|Monthly|Quarterly|Yearly}, PayScheduleRef=SimpleListRef^16,
    ClassRef=ListRef, (ClearEarnings!:bool | Earnings+=)?, (ClearNonEarnings!:bool | NonEarnings+=)?^16,
    UseTimeDataToCreatePaychecks:{NotSet|UseTimeData|DoNotUseTimeData}, SickHours=Hours, VacationHours=Hours,
    EmployeeTaxInfo=^16, WorkersCompCodeRef=WorkersCompCodeListRef^16, EmployeeDirectDepositAccount*=^16
EmployeeRet = $ListCore, Name:41, IsActive:bool, $PersonName, JobTitle:41, SupervisorRef=CustomerListRef,
    Department:31, Description:64, TargetBonus:amt, EmployeeAddress=EmployeeAddressData, PrintAs:41, Phone:21,
    Mobile:21, Pager:21, PagerPIN:10, AltPhone:21, Fax:21, SSN:11, Email:1023,
    AdditionalContactRef[0..8]=AdditionalContactListRef, EmergencyContacts=,
    EmployeeType:{Officer|Owner|Regular|Statutory}, PartOrFullTime:{PartTime|FullTime}, Exempt:{Exempt|NonExempt},
    KeyEmployee:{Yes|No}, Gender:{Male|Female}, HiredDate:date, OriginalHireDate:date, AdjustedServiceDate:date,
    ReleasedDate:date, BirthDate:date, USCitizen:{Yes|No},
    Ethnicity:{AmericianIndian|Asian|Black|Hawaiian|Hispanic|White|TwoOrMoreRaces}, Disabled:{Yes|No},
    DisabilityDesc:25, OnFile:{Yes|No}, WorkAuthExpireDate:date, USVeteran:{Yes|No},
    MilitaryStatus:{Active|Reserve}, AccountNumber:99, Notes:4095, AdditionalNotesRet*=,
    BillingRateRef=SimpleListRef, EmployeePayrollInfo=, ExternalGUID:guid, DataExtRet*=
OtherNameRet = $ListCore, Name:41, IsActive:bool, CompanyName:41, Salutation:15, FirstName:25, MiddleName:5,
    LastName:25, OtherNameAddress=AddressData, OtherNameAddressBlock=AddressBlockData, Phone:21, AltPhone:21,
    Fax:21, Email:1023, Contact:41, AltContact:41, AccountNumber:99, Notes:4095, ExternalGUID:guid, DataExtRet*=
"""
