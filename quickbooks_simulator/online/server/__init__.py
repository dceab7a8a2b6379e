"""The HTTP side of the simulated QuickBooks Online: what crosses the wire, and nothing about bookkeeping.

Bookkeeping is asked for through `quickbooks_simulator.online.company` only. One subject per file:

=====================  ==================================================================================
`listener`             sockets, keep-alive, cutting a connection
`messages`             Request and Response
`answers`, `refusals`  the two fault envelopes, times, tid
`application`          everything one process holds; which handler an address belongs to
`rest`, `addresses`    the way of one API call; what an address means
`operations`           read, write, query, CDC, batch, upload
`replay`               requestid
`limits`, `meter`      throttles, counters
`orders`               faults ordered by a test
`oauth_*`              tokens, consent, discovery
`control`              the control interface
`pages`                the books in a browser
=====================  ==================================================================================
"""
