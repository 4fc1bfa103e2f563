import { contract } from "../contract.ts";
import { openSlackPlatform } from "./platform.ts";

contract("Slack over signed HTTP", () => openSlackPlatform("http"));
