// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_studio.h"

#include "app/cli/command_desk.h"
#include "app/settings/key_store.h"
#include "app/settings/preferences.h"
#include "app/settings/stored_caps.h"

namespace batchroom::cli {

namespace {

// The limits set in the window. Where they cannot be read nothing may be paid for.
SpendCaps spendCaps()
{
    const Preferences::Caps caps = storedCaps().valueOr({Money(), Money(), Money()});
    return {caps.batch, caps.day, caps.month};
}

StudioOptions studioOptions(const Options& options, WhichBatches which)
{
    StudioOptions studio;
    studio.libraryFolder = libraryFolderOf(options);
    studio.apiBase = options.apiBase;
    studio.dialect = options.dialect;
    studio.placeLimit = options.concurrency;
    studio.caps = spendCaps();
    studio.onlyNewBatches = which == WhichBatches::OnlyNew;
    return studio;
}

// The others are done before anybody has words for them.
bool worksForLong(const QString& command)
{
    return command == QLatin1StringView("run") || command == QLatin1StringView("resume")
        || command == QLatin1StringView("listen");
}

// The environment's key, else the keyring's; ready() is called in any case.
void fetchKey(
    Studio& studio, KeyStore& keys, const Options& options, Console& console, const std::function<void()>& ready)
{
    if (billingOf(options.account) == Billing::Free) {
        ready();
        return;
    }
    if (const Secret key = keyFromEnvironment(); !key.isEmpty()) {
        studio.setKey(key);
        ready();
        return;
    }
    keys.read(options.account, &keys, [&studio, &console, ready](const Result<Secret>& key) {
        if (key)
            studio.setKey(*key);
        else if (key.error().code != ErrorCode::NotFound)
            console.say(key.error().what);
        ready();
    });
}

} // namespace

QString libraryFolderOf(const Options& options)
{
    return options.libraryFolder.isEmpty() ? defaultLibraryFolder() : options.libraryFolder;
}

int withStudio(const Options& options, Console& console, WhichBatches which,
    const std::function<std::shared_ptr<void>(Studio&, const Finish&)>& begin)
{
    Result<std::unique_ptr<Studio>> studio = Studio::open(studioOptions(options, which));
    if (!studio) {
        console.fail(studio.error());
        return libraryUnavailable;
    }
    std::optional<CommandDesk> desk;
    if (worksForLong(options.command))
        desk.emplace(**studio);
    KeyStore keys;
    std::shared_ptr<void> session;
    return runUntilFinished([&](const Finish& finish) {
        fetchKey(**studio, keys, options, console, [&, finish] { session = begin(**studio, finish); });
    });
}

} // namespace batchroom::cli
