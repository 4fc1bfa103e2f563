import { contract } from "../contract.ts";
import { openSlackPlatform } from "./platform.ts";

contract("Slack over Socket Mode", () => openSlackPlatform("socket"));
