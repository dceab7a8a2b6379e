"""Tests of the HTTP half."""
