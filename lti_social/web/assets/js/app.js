// What every page loads: the settings before htmx, which reads them as it is loaded.
import "./settings.js";
import "htmx.org";
import "./answers.js";
import "./written.js";
import "./drafts.js";
import "./files.js";
import "./few.js";
import "./upgrade.js";
import "./onward.js";
import "./size.js";
import "./opened.js";
