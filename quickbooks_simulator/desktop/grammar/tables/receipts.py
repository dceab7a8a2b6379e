"""Payments received (spec qbd 5.5).

The notation is explained in `grammar.notation`.
"""

TABLE = """
ReceivePaymentAddRq = ReceivePaymentAdd!=, IncludeRetElement*:50, @requestID
ReceivePaymentAdd = CustomerRef!=CustomerListRef, ARAccountRef=ListRef, TxnDate:date, RefNumber:20, TotalAmount:amt,
    ExchangeRate:float, PaymentMethodRef=SimpleListRef, Memo:4095, DepositToAccountRef=ListRef, CreditCardTxnInfo=,
    ExternalGUID:guid, (IsAutoApply!:bool | AppliedToTxnAdd+=), @defMacro
AppliedToTxnAdd = TxnID!:macro, PaymentAmount:amt, TxnLineDetail*=, SetCredit*=, DiscountAmount:amt,
    DiscountAccountRef=ListRef, DiscountClassRef=ListRef
"""
