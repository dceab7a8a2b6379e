"""The desktop half: QuickBooks Desktop's qbXML request processor on the same books, and the Web Connector's agent.

The closing checklist of spec qbd is the definition of strict; what it calls unconfirmed is a switch (`switches`).
What a real QuickBooks does and this one does not:

* messages outside `grammar.tables` are refused as unknown (0x80040400, the reason in `HResultError.log`);
* qbXML before 13.0 is refused (0x80040423), though HostQuery lists it as the real one does; 14.0 and 15.0 are read as
  13.0;
* payments, bills, item groups, units of measure, price levels and inventory sites do not exist: references to them
  are 3120 or 3140, elements of theirs 3250 or 1030. A person can receive a payment
  (`DesktopCompany.receive_payment`);
* documents are not linked: an invoice that names a sales order (LinkToTxn, LinkToTxnID) or a credit memo (SetCredit)
  is refused with 1030, and a credit memo stays open;
* a backdated receipt of goods does not change the cost of earlier sales.
"""
