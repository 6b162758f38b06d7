// SPDX-License-Identifier: GPL-3.0-or-later
// In the place of the places while no library is open: what happened, and the ways on. GUI thread.
#pragma once

#include "app/core/error.h"
#include "ui/kit/cards.h"

#include <functional>

namespace batchroom {

struct LibraryWays {
    QString folder; // the one that could not be opened
    std::function<void()> retry;
    std::function<void()> restore; // empty: there is nothing to restore
    std::function<void(const QString& folder)> openOther;
};

class LibraryFailure : public EmptyState {
    Q_OBJECT
public:
    LibraryFailure(const Error& error, LibraryWays ways, QWidget* parent = nullptr);

private:
    void chooseFolder();

    const LibraryWays m_ways;
};

} // namespace batchroom
