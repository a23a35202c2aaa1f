"""Objects as they lie in stores: listed side by side, and on their way from one to another."""
