"""The qbXML processor and its books."""
