"""The tests mirror the rooms of the house; see CONTRIBUTING.md for how to run them."""
