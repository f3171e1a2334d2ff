/* Forms for taking part. The page is complete without: it then shows the record as a template to copy.
   Which addresses fill a form in, and which files it reads, is told in nstgov/publish/taking_part/__init__.py. */

import { begin as beginMine } from "./take-part/mine.js";
import { begin } from "./take-part/page.js";

const place = document.getElementById("form");
if (place) begin(place);

const mine = document.getElementById("mine");
if (mine) beginMine(mine);
const meeting = document.getElementById("meeting");
if (meeting) import("./take-part/meeting.js").then((found) => found.begin(meeting));
