"""References, addresses, names of persons and enumerations that several messages share (spec qbd 5.1).

The notation is explained in `grammar.notation`.
"""

TABLE = """
ListRef = ListID:id, FullName:159
GenericListRef = ListID:id, FullName
PersonName = Salutation:15, FirstName:25, MiddleName:5, LastName:25, Suffix
AddressData = Addr1:41, Addr2:41, Addr3:41, Addr4:41, Addr5:41, City:31, State:21, PostalCode:13, Country:31,
    Note:41
ShipToAddressData = Name!:41, Addr1:41, Addr2:41, Addr3:41, Addr4:41, Addr5:41, City:31, State:21, PostalCode:13,
    Country:31, Note:41, DefaultShipTo:bool
CommInfo = Phone:21, Mobile:21, Pager:21, AltPhone:21, Fax:21, Email:1023, Cc:1023, Contact:41, AltContact:41
AdditionalContactListRef = ContactName!:40, ContactValue!:255
SimpleListRef = ListID:id, FullName:31
SalesRepListRef = ListID:id, FullName:5
CurrencyListRef = ListID:id, FullName:64
ListCoreMod = ListID!:id, EditSequence!:16
SalesTaxReturnListRef = ListID:id, FullName
VendorListRef = ListID:id, FullName:41
SalesTaxReturnLineListRef = ListID:id, FullName
CustomerListRef = ListID:id, FullName:209
ShipMethodListRef = ListID:id, FullName:15
CustomerMsgListRef = ListID:id, FullName:101
InventorySiteListRef = ListID:id, FullName:31
BillingRateMetaData = MaxCapacity!:int
CustomerMsgMetaData = MaxCapacity!:int
EntityMetaData = MaxCapacity!:int
JobTypeMetaData = MaxCapacity!:int
PayrollItemMetaData = MaxCapacity!:int
PriceLevelMetaData = MaxCapacity!:int
ShipMethodMetaData = MaxCapacity!:int
ToDoMetaData = MaxCapacity!:int
VehicleMetaData = MaxCapacity!:int
AddressBlockData = Addr1:41, Addr2:41, Addr3:41, Addr4:41, Addr5:41
HomeCurrencyListRef = ListID:id, FullName:64
ListCore = ListID:id, TimeCreated:datetime, TimeModified:datetime, EditSequence:16
"""
