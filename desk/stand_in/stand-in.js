// Runs before the wizard on a sample's page, so that the wizard shows the sample: its stage, and what happens when its button
// is pressed. It knows nothing of the wizard but its requests, its buttons and the invisible marks in its words.
// In a frame of the copy desk it also reports which message occurs where, and shows the words that are being edited.

import { act } from "./customer.js";
import { obeyDesk, reportSoon } from "./desk.js";
import { observeMessages } from "./messages.js";
import { isAtDesk } from "./sample.js";
import { shownMessages } from "./screen.js";
import { replaceServer, replaceStorage } from "./server.js";

replaceStorage();
replaceServer();
observeMessages(reportSoon);
if (isAtDesk) obeyDesk();
// The release sheet reads the page through this.
window.shown = shownMessages;
act();
