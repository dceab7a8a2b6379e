"""The grammar of qbXML: an own table of every message in use, what is read by it and what is written by it."""
