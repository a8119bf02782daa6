"""An AWS inside this process (moto), brought up from the compiled template."""
