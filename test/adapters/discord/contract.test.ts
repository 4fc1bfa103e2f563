import { contract } from "../contract.ts";
import { openDiscordPlatform } from "./platform.ts";

contract("Discord", openDiscordPlatform);
