"""The steps, one by one."""
