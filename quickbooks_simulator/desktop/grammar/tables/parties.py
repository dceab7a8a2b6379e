"""Customers and vendors (spec qbd 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
ContactInfo = Salutation:15, FirstName!:25, MiddleName:5, LastName:25, JobTitle:41,
    AdditionalContactRef[0..5]=AdditionalContactListRef
CreditCardInfo = CreditCardNumber:25, ExpirationMonth:int[1..12], ExpirationYear:int, NameOnCard:41,
    CreditCardAddress:41, CreditCardPostalCode:41
AdditionalNotes = Note!:4095
CustomerAdd = Name!:41, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef, CompanyName:41, $PersonName,
    JobTitle:41, BillAddress=AddressData, ShipAddress=AddressData, ShipToAddress[0..50]=ShipToAddressData,
    PrintAs:41, $CommInfo, AdditionalContactRef[0..8]=AdditionalContactListRef, Contacts*=ContactInfo,
    CustomerTypeRef=ListRef, TermsRef=SimpleListRef, SalesRepRef=SalesRepListRef, OpenBalance:amt,
    OpenBalanceDate:date, SalesTaxCodeRef=SalesTaxCodeListRef, ItemSalesTaxRef=SimpleListRef,
    SalesTaxCountry:{Australia|Canada|UK|US}, ResaleNumber:15, AccountNumber:99, CreditLimit:amt,
    PreferredPaymentMethodRef=SimpleListRef, CreditCardInfo=,
    JobStatus:{Awarded|Closed|InProgress|None|NotAwarded|Pending}, JobStartDate:date, JobProjectedEndDate:date,
    JobEndDate:date, JobDesc:99, JobTypeRef=ListRef, Notes:4095, AdditionalNotes*=, IsStatementWithParent:bool,
    DeliveryMethod:{Email|Fax|Print}, PreferredDeliveryMethod:{None|Email|Fax|Mail^13}, PriceLevelRef=SimpleListRef,
    ExternalGUID:guid, TaxRegistrationNumber:30, CurrencyRef=CurrencyListRef
CustomerAddRq = CustomerAdd!=, IncludeRetElement*:50, @requestID
ContactsMod = ListID:id, EditSequence:16, $ContactInfo
AdditionalNotesMod = NoteID!:int, Note!:4095
CustomerMod = $ListCoreMod, Name:41, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef, CompanyName:41,
    $PersonName, JobTitle:41, BillAddress=AddressData, ShipAddress=AddressData,
    ShipToAddress[0..50]=ShipToAddressData, PrintAs:41, $CommInfo,
    AdditionalContactRef[0..8]=AdditionalContactListRef, ContactsMod*=, CustomerTypeRef=ListRef,
    TermsRef=SimpleListRef, SalesRepRef=SalesRepListRef, SalesTaxCodeRef=SalesTaxCodeListRef,
    ItemSalesTaxRef=SimpleListRef, SalesTaxCountry:{Australia|Canada|UK|US}, ResaleNumber:15, AccountNumber:99,
    CreditLimit:amt, PreferredPaymentMethodRef=SimpleListRef, CreditCardInfo=,
    JobStatus:{Awarded|Closed|InProgress|None|NotAwarded|Pending}, JobStartDate:date, JobProjectedEndDate:date,
    JobEndDate:date, JobDesc:99, JobTypeRef=ListRef, Notes:4095, AdditionalNotesMod*=, IsStatementWithParent:bool,
    DeliveryMethod:{Email|Fax|Print}, PreferredDeliveryMethod:{None|Email|Fax|Mail^13}, PriceLevelRef=SimpleListRef,
    TaxRegistrationNumber:30, CurrencyRef=CurrencyListRef
CustomerModRq = CustomerMod!=, IncludeRetElement*:50, @requestID
CustomerListQuery = (ListID+:id | FullName+ | $CustomerListFilter)?, IncludeRetElement*:50, OwnerID*:guid
CustomerListFilter = $ListFilter, TotalBalanceFilter=, CurrencyFilter=, ClassFilter=
CustomerQueryRq = $CustomerListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
VendorAdd = Name!:41, IsActive:bool, ClassRef=ListRef, CompanyName:41, $PersonName, JobTitle:41,
    VendorAddress=AddressData, ShipAddress=AddressData, $CommInfo,
    AdditionalContactRef[0..8]=AdditionalContactListRef, Contacts*=ContactInfo, NameOnCheck:41, AccountNumber:99,
    Notes:4095, AdditionalNotes*=, VendorTypeRef=ListRef, TermsRef=SimpleListRef, CreditLimit:amt,
    VendorTaxIdent:15, IsVendorEligibleFor1099:bool, OpenBalance:amt, OpenBalanceDate:date,
    BillingRateRef=SimpleListRef, ExternalGUID:guid, SalesTaxCodeRef=SalesTaxCodeListRef,
    SalesTaxCountry:{Australia|Canada|UK|US}, IsSalesTaxAgency:bool, SalesTaxReturnRef=SalesTaxReturnListRef,
    TaxRegistrationNumber:30, ReportingPeriod:{Monthly|Quarterly}, IsTaxTrackedOnPurchases:bool,
    TaxOnPurchasesAccountRef=ListRef, IsTaxTrackedOnSales:bool, TaxOnSalesAccountRef=ListRef, IsTaxOnTax:bool,
    PrefillAccountRef[0..3]=ListRef, CurrencyRef=CurrencyListRef
VendorAddRq = VendorAdd!=, IncludeRetElement*:50, @requestID
EntityQueryRq = $ListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
VendorMod = $ListCoreMod, Name:41, IsActive:bool, ClassRef=ListRef, CompanyName:41, $PersonName, JobTitle:41,
    VendorAddress=AddressData, ShipAddress=AddressData, $CommInfo,
    AdditionalContactRef[0..8]=AdditionalContactListRef, ContactsMod*=, NameOnCheck:41, AccountNumber:99,
    Notes:4095, AdditionalNotesMod*=, VendorTypeRef=ListRef, TermsRef=SimpleListRef, CreditLimit:amt,
    VendorTaxIdent:15, IsVendorEligibleFor1099:bool, BillingRateRef=SimpleListRef,
    SalesTaxCodeRef=SalesTaxCodeListRef, SalesTaxCountry:{Australia|Canada|UK|US}, IsSalesTaxAgency:bool,
    SalesTaxReturnRef=SalesTaxReturnListRef, TaxRegistrationNumber:30, ReportingPeriod:{Monthly|Quarterly},
    IsTaxTrackedOnPurchases:bool, TaxOnPurchasesAccountRef=ListRef, IsTaxTrackedOnSales:bool,
    TaxOnSalesAccountRef=ListRef, IsTaxOnTax:bool, PrefillAccountRef[0..3]=ListRef, CurrencyRef=CurrencyListRef
VendorModRq = VendorMod!=, IncludeRetElement*:50, @requestID
VendorListQuery = (ListID+:id | FullName+ | $VendorListFilter)?, IncludeRetElement*:50, OwnerID*:guid
VendorListFilter = $ListFilter, TotalBalanceFilter=, CurrencyFilter=, ClassFilter=
VendorQueryRq = $VendorListQuery, @requestID, @metaData:{NoMetaData|MetaDataOnly|MetaDataAndResponseData},
    @iterator:{Start|Continue|Stop}, @iteratorID
CustomerTypeMetaData = MaxCapacity!:int
VendorTypeMetaData = MaxCapacity!:int
ContactsRet = ListID:id, TimeCreated!:datetime, TimeModified!:datetime, EditSequence:16, Contact:41, $ContactInfo
AdditionalNotesRet = NoteID!:int, Date!:date, Note!:4095
CustomerRet = $ListCore, Name:41, FullName:209, IsActive:bool, ClassRef=ListRef, ParentRef=GenericListRef,
    Sublevel:int, CompanyName:41, $PersonName, JobTitle:41, BillAddress=AddressData,
    BillAddressBlock=AddressBlockData, ShipAddress=AddressData, ShipAddressBlock=AddressBlockData,
    ShipToAddress[0..50]=ShipToAddressData, PrintAs:41, $CommInfo,
    AdditionalContactRef[0..8]=AdditionalContactListRef, ContactsRet*=, CustomerTypeRef=ListRef,
    TermsRef=SimpleListRef, SalesRepRef=SalesRepListRef, Balance:amt, TotalBalance:amt,
    SalesTaxCodeRef=SalesTaxCodeListRef, ItemSalesTaxRef=SimpleListRef, SalesTaxCountry:{Australia|Canada|UK|US},
    ResaleNumber:15, AccountNumber:99, CreditLimit:amt, PreferredPaymentMethodRef=SimpleListRef, CreditCardInfo=,
    JobStatus:{Awarded|Closed|InProgress|None|NotAwarded|Pending}, JobStartDate:date, JobProjectedEndDate:date,
    JobEndDate:date, JobDesc:99, JobTypeRef=ListRef, Notes:4095, AdditionalNotesRet*=, IsStatementWithParent:bool,
    DeliveryMethod:{Email|Fax|Print}, PreferredDeliveryMethod:{None|Email|Fax|Mail^13}, PriceLevelRef=SimpleListRef,
    ExternalGUID:guid, TaxRegistrationNumber:30, CurrencyRef=CurrencyListRef, DataExtRet*=
VendorRet = $ListCore, Name:41, IsActive:bool, ClassRef=ListRef, IsTaxAgency:bool, CompanyName:41, $PersonName,
    JobTitle:41, VendorAddress=AddressData, VendorAddressBlock=AddressBlockData, ShipAddress=AddressData, $CommInfo,
    AdditionalContactRef[0..8]=AdditionalContactListRef, ContactsRet*=, NameOnCheck:41, AccountNumber:99,
    Notes:4095, AdditionalNotesRet*=, VendorTypeRef=ListRef, TermsRef=SimpleListRef, CreditLimit:amt,
    VendorTaxIdent:15, IsVendorEligibleFor1099:bool, Balance:amt, BillingRateRef=SimpleListRef, ExternalGUID:guid,
    SalesTaxCodeRef=SalesTaxCodeListRef, SalesTaxCountry:{Australia|Canada|UK|US}, IsSalesTaxAgency:bool,
    SalesTaxReturnRef=SalesTaxReturnListRef, TaxRegistrationNumber:30, ReportingPeriod:{Monthly|Quarterly},
    IsTaxTrackedOnPurchases:bool, TaxOnPurchasesAccountRef=ListRef, IsTaxTrackedOnSales:bool,
    TaxOnSalesAccountRef=ListRef, IsTaxOnTax:bool, PrefillAccountRef[0..3]=ListRef, CurrencyRef=CurrencyListRef,
    DataExtRet*=
"""
