// Everything here is a convenience: each page works without it.

import { calendars } from "./calendar.js";
import { disclosures } from "./disclosure.js";
import { finder } from "./finder.js";
import { map } from "./map.js";
import { share } from "./share.js";
import { strip } from "./strip.js";
import { suggestions } from "./suggestions.js";
import { themeSwitch } from "./theme.js";

themeSwitch();
disclosures();
calendars();
finder();
map();
share();
strip();
suggestions();
