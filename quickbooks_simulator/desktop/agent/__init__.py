"""QuickBooks Web Connector, the SOAP client that polls a web service, and the PC that QuickBooks runs on.

=========================  ============================================================================
`qwc`, `addresses`         the .qwc file and what is checked when it is added
`transport`, `soap`        HTTP and the envelopes, by hand
`wire`                     one call with what was ordered to go wrong with it
`workstation`              QuickBooks on this PC: sessions, HostQuery and friends, FileID and AppLock
`update`, `interactive`    the sequence of one session
`connector`, `waiting`     the applications, when they run, the movable clock; `lock` is UpdateLock
`codes`, `journal`         QBWC1012 and the like; QWCLog
`orders`, `switches`       ordered faults; what nobody knows for certain
`server`, `control*`       the control interface; `pages`, `invoice_page` in a browser
`command`                  `quickbooks_simulator desktop`
=========================  ============================================================================
"""
