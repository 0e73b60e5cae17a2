"""Spreadsheets in: a submission's workbook is read, checked cell by cell, then submitted."""
