"""The files of a table: its log, its rows, their checksums, what is damaged among them."""

from indicators.store.log.checksums import CHECKSUMS, seal_new_versions
from indicators.store.log.damage import Damage, as_words, find_damage
from indicators.store.log.entries import LOG, entry_path, read_entry
from indicators.store.log.reader import TableReader
from indicators.store.log.table_rows import StoredRows, Turn, as_rows, counted_rows, stored_rows, turn_of

__all__ = [
    "CHECKSUMS", "LOG", "Damage", "StoredRows", "TableReader", "Turn", "as_rows", "as_words", "counted_rows", "entry_path",
    "find_damage", "read_entry", "seal_new_versions", "stored_rows", "turn_of",
]  # fmt: skip
