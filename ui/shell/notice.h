// SPDX-License-Identifier: GPL-3.0-or-later
// A message on the desktop, what it is made of, and where a click on it leads. Values; GUI thread, for the words are
// translated.
#pragma once

#include "app/core/job.h"

#include <QHash>
#include <QList>
#include <QMap>

#include <optional>

namespace batchroom {

struct NoticeTarget {
    enum class Where { Queue, NeedsYou, Gallery, Deliver, Events };
    Where where = Where::Queue;
    std::optional<BatchId> batch{}; // which of them in the Queue or the Gallery
    friend bool operator==(const NoticeTarget&, const NoticeTarget&) = default;
};

struct Notice {
    QString title;
    QString text;
    NoticeTarget target{};
    bool asksPerson = false; // something waits for an answer
};

// What happened since somebody was last told.
struct News {
    QMap<QString, QString> holds; // the sentence, by what is held
    int needs = 0;                // jobs that ask for a person
    QStringList failures;         // elsewhere, one sentence each
    QList<BatchId> finished;
    QList<Notice> exports; // one each, as it would be told alone
    QList<Notice> rules{}; // the same
    bool isEmpty() const;
};

// One message for all of it; what asks for a person comes first, and a click leads there.
Notice noticeOf(const News& news, const QList<BatchSummary>& batches, bool wasQuiet);

} // namespace batchroom
