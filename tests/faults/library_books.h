// SPDX-License-Identifier: GPL-3.0-or-later
// What a library that nobody has open says about its jobs, its money and its files, held against what the provider
// counted. Prompts tell the jobs apart.
#pragma once

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

namespace batchroom::test {

struct JobEntry {
    QString state;
    QString message;
    QStringList billed; // of its attempts, in order
    int usedUpAttempts = 0;
    bool hasAsset = false;
};

struct LibraryBooks {
    QString problem; // why they could not be read
    QString integrity;
    QHash<QString, JobEntry> jobs; // by prompt
    QMap<QString, int> states;
    int assets = 0;
    int attempts = 0;
    QStringList badFiles;   // assets whose original is missing or is not what its name says
    QStringList strayFiles; // originals of no asset
    QStringList halfFiles;  // temporary or rescued files that were left behind

    int count(const QString& state) const { return states.value(state); }
    QString statesText() const;
};

LibraryBooks readBooks(const QString& library);

// What the provider counted, by prompt.
struct ServerBooks {
    QHash<QString, int> posts;       // paid ones that it read to the end
    QHash<QString, int> generations; // begun, and charged

    int most(const QHash<QString, int>& counts) const;
};

// A provider that turns requests away may see one job more than once: it is never charged twice all the same.
enum class MayRefuse { No, Yes };

// The first thing that is wrong, in a sentence; empty when the books agree: nothing charged twice, no picture without
// its file, every job explained, and both sides the same except for what is unknown.
QString disagreement(const LibraryBooks& books, const ServerBooks& server, MayRefuse mayRefuse = MayRefuse::No);

} // namespace batchroom::test
