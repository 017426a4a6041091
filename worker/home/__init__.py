"""The folders of a home: archive/, failed/ and what is filed there, given another try, copied and brought back."""
