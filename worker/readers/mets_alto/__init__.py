"""Digitised issues as libraries keep them: METS says what the articles are, ALTO where each word stands."""
