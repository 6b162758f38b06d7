// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include <QCoreApplication>

namespace batchroom::cli {

QString usage()
{
    return QCoreApplication::translate("CommandLine",
        "Batchroom: sheets of prompts to finished pictures.\n"
        "\n"
        "batchroom-cli run SHEET        queue a sheet (csv, tsv, json) and work until its batch is finished\n"
        "    [--library DIR] [--account sandbox|ideogram] [--api-base URL] [--dialect auto|v2|legacy] [--campaign "
        "NAME]\n"
        "    [--model ID] [--style S] [--aspect R] [--speed S] [--concurrency N] [--sync]\n"
        "    [--export PRESET,…] [--out DIR] [--format jpeg|png|webp] [--quality N] [--name TEMPLATE] [--no-recipe]\n"
        "    [--callback URL] [--callback-secret-file F] [--callback-own-network] [--max-spend USD] [--start TIME]\n"
        "    [--priority first|normal|later] [--yes]\n"
        "batchroom-cli resume           go on with everything unfinished (the same options)\n"
        "batchroom-cli status           counts by state, money\n"
        "batchroom-cli jobs             list jobs      [--state S] [--batch N] [--campaign NAME] [--search TEXT] "
        "[--limit N]\n"
        "batchroom-cli assets           list pictures  (the same filters)\n"
        "batchroom-cli resolve JOB…     --ask-again | --resend | --write-off: your answer to jobs whose outcome is "
        "unknown\n"
        "    or for all unknown ones that match instead of JOB…: [--batch N] [--campaign NAME] [--account NAME];\n"
        "    --resend asks first, unless [--yes]\n"
        "batchroom-cli cancel JOB…|--batch N          batchroom-cli retry [JOB…] [--batch N]   failed ones again\n"
        "batchroom-cli move JOB… --first | --last | --before JOB       the order of what waits\n"
        "batchroom-cli edit JOB --prompt TEXT         of a job that waits or was refused\n"
        "batchroom-cli pause|continue [--batch N]     the whole queue, or one batch\n"
        "batchroom-cli batch N          [--cap USD|none] [--priority first|normal|later] [--start TIME|now]\n"
        "batchroom-cli review ASSET…    --approve | --reject | --needs-change TEXT | --rate N\n"
        "batchroom-cli export [ASSET…|--approved] --preset P,… --out DIR\n"
        "batchroom-cli sandbox          the simulator on 127.0.0.1  [--port N] [--latency MS] [--faults FILE]\n"
        "batchroom-cli listen           takes webhooks in, on 127.0.0.1  [--port N] [--secret-file F] [--jwks-url "
        "URL]\n"
        "    [--github-secret-file F] [--address IP --yes]  (for others in the network to reach, which it asks about)\n"
        "batchroom-cli events           what came in   [--limit N]\n"
        "batchroom-cli events import NUMBER… [--allow-host HOST]…       its pictures into the library; from allowed "
        "hosts "
        "only\n"
        "batchroom-cli callbacks [resend NUMBER…]      what was told to others, and what waits   [--limit N]\n"
        "batchroom-cli sign --secret-file F < BODY     the headers of a webhook with this body, for who writes "
        "receivers\n"
        "batchroom-cli verify 'HEADER: VALUE'… --secret-file F < BODY   whether these headers belong to it; exit 3 "
        "when not\n"
        "batchroom-cli resolve --check  asks Ideogram how many of them it billed, by the hour (an administrator's key: "
        "IDEOGRAM_ADMIN_KEY)\n"
        "batchroom-cli key set|clear|status [--admin]   the Ideogram key in the system keyring (set reads it from "
        "standard input)\n"
        "batchroom-cli doctor [--ledger] [--bundle FILE.zip] [--restore]   what works on this machine; --ledger: adds "
        "the "
        "library's money up again;\n"
        "                               --bundle: a file for whoever helps you, without keys, prompts and links;\n"
        "                               --restore: puts the newest backup in the place of a damaged library\n"
        "\n"
        "The spending limits set in the window hold here too; --max-spend takes the place of the one for a batch.\n"
        "Every command takes --library DIR and --json (one JSON object a line). The key comes from IDEOGRAM_API_KEY,\n"
        "else from the keyring. Exit: 0 done, 2 bad usage or sheet, 3 some jobs failed or need you, 4 held,\n"
        "5 library cannot be opened, 130 interrupted (go on with resume).\n");
}

} // namespace batchroom::cli
