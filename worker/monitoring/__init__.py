"""What people and machines look at: state, health, figures, the history of a file."""
