"""Where the sessions of the Web Connector live (desktop.session_store.SessionStore)."""
