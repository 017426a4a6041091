"""What keeps jobs when workers or connections die; all that touches kombu's private keys is here."""
