"""The desktop half: QuickBooks Desktop's qbXML request processor on the same books, and the Web Connector's agent."""
