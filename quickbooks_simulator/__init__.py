"""A local QuickBooks, Online and Desktop, with one real double-entry ledger behind both.

Strict on purpose: whatever the real QuickBooks refuses is refused here with the same fault, and whatever this
simulator does not know is refused loudly instead of being swallowed.
"""
