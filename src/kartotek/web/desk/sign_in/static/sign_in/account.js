// The preference of the keyboard shortcuts, outside the desk (WCAG 2.1.4).
import { startKeys } from "../kit/keys.js";

startKeys();
