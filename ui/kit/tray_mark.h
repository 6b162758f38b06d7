// SPDX-License-Identifier: GPL-3.0-or-later
// The mark of Batchroom in the system's tray: grey like a safelight that is off, lit while something is made, with a
// small sign in its corner when it stands still or needs a person. Nobody tells what colour the tray has, so every part
// is seen on light and on dark. GUI thread.
#pragma once

#include <QIcon>
#include <QPixmap>

namespace batchroom {

enum class TraySign { None, NeedsYou, Held, Paused };

struct TrayMark {
    bool isLit = false; // something is made
    TraySign sign = TraySign::None;
    friend bool operator==(const TrayMark&, const TrayMark&) = default;
};

QIcon trayIcon(const TrayMark& mark); // 16 to 64 px
QPixmap trayPixmap(const TrayMark& mark, int side);

} // namespace batchroom
