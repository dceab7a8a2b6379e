"""The sample company: a US furniture seller with sales tax, built through the same rules that clients meet."""
