"use strict";
// All scripts of a page are one. This line is its first, and holds for all of them.
