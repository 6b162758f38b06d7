// SPDX-License-Identifier: GPL-3.0-or-later
// Something that happened, as others are told. A value, filled by whoever saw it happen.
#pragma once

#include "app/core/ids.h"

#include <QMap>
#include <QMetaType>
#include <QSize>
#include <QStringList>

#include <optional>

namespace batchroom {

enum class CallbackType { GenerationCompleted, GenerationFailed, ImageReady, BatchCompleted };
// "ideogram.generation.completed", ...
QString callbackTypeName(CallbackType type);

struct CallbackProblem {
    QString code;    // the state's word: "rejected", "failed", "unknown" ...
    QString message; // for the person
};

struct CallbackEvent {
    CallbackType type = CallbackType::GenerationCompleted;
    qint64 atMs = 0; // when it happened, wall clock
    JobId job{};     // none: about the whole batch
    BatchId batch{};
    QString campaign{};
    QString prompt{};
    QString model{};
    QStringList images{}; // file paths or addresses
    QSize resolution{};
    std::optional<qint64> seed{};
    std::optional<CallbackProblem> problem{}; // of a failure
    QMap<QString, QString> metadata{};        // the row's extra columns

    // With type, job and batch these say whether it is the same fact again. A job that is tried again has a new
    // attempt; whatever else can happen repeatedly has an occasion (the manifest of an export, the counts of a batch).
    int attempt = 0;
    QString occasion{};
};

} // namespace batchroom

Q_DECLARE_METATYPE(batchroom::CallbackEvent)
