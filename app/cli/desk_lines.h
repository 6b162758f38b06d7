// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that a CommandDesk and the command that came to it exchange: the request, what is said, a question and its
// answer, the exit code. Pure.
#pragma once

#include "app/cli/console.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace batchroom::cli {

struct DeskRequest {
    QString version;
    QStringList arguments; // as typed, the program's name first
    OutputForm form = OutputForm::People;
    bool canAsk = false;
};
QJsonObject requestLine(const DeskRequest& request);
DeskRequest requestIn(const QJsonObject& line);

QJsonObject jsonLine(const QJsonObject& object);
QJsonObject sayLine(const QString& text);
QJsonObject failLine(const Error& error);
QJsonObject askLine(const QString& question);
QJsonObject exitLine(int code);

QJsonObject answerLine(bool isYes);
std::optional<bool> answerIn(const QJsonObject& line);

// Shows a line of the desk; the exit code when it was that. answer() is called after a question.
std::optional<int> showLine(const QJsonObject& line, Console& console, const Console::Answered& answer);

} // namespace batchroom::cli
