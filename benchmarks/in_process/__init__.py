"""The add-on's encoder and decoder and the simulator's books in one process, without wire and database.

Here, and in the add-on's tests with company files (tests/desktop_books.py), the two meet otherwise than on the wire:
thousands of documents in minutes. What the wire does to them is tested where it is real.
"""
