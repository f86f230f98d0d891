"""Agreed actions: a workbook that people edit, read again with every fault at its cell, and shown with numbers of the runs."""
