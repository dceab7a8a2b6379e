"""Tests of the Web Connector agent against a tiny scripted SOAP service."""
