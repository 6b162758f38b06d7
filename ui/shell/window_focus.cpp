// SPDX-License-Identifier: GPL-3.0-or-later
// Where the keyboard goes when its control is gone, and what stands in the place of the places while no library is
// open.
#include "ui/shell/library_failure.h"
#include "ui/shell/main_window.h"
#include "ui/shell/status_line.h"

#include <QApplication>
#include <QStackedWidget>
#include <QTimer>

#include <utility>

namespace batchroom {

// A control that goes or is switched off gives the keyboard to the next one in the window, which is somewhere in the
// frame; it belongs back to the work.
bool MainWindow::focusNextPrevChild(bool next)
{
    const QWidget* focus = focusWidget();
    const bool isLost = focus && (!focus->isEnabled() || !focus->isVisible());
    if (!isLost || !m_stack->currentWidget())
        return QWidget::focusNextPrevChild(next);
    focusPlace();
    return true;
}

void MainWindow::focusPlace()
{
    QWidget* place = m_stack->currentWidget();
    if (place && place->isVisible()) // on the way to another place none is
        place->setFocus(Qt::OtherFocusReason);
}

void MainWindow::watchFocus()
{
    // One that dies leaves the keyboard to nobody.
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, const QWidget* now) {
        if (now || !isActiveWindow())
            return;
        QTimer::singleShot(0, this, [this] {
            if (!QApplication::focusWidget() && isActiveWindow())
                focusPlace();
        });
    });
}

void MainWindow::showFailure(const Error& error, const LibraryWays& ways)
{
    removeFailure();
    m_failure = new LibraryFailure(error, ways);
    m_statusLine->showNotOpen();
    m_stack->addWidget(m_failure);
    m_stack->setCurrentWidget(m_failure);
    m_failure->setFocus();
}

// One of its buttons may be the one that asked.
void MainWindow::removeFailure()
{
    if (!m_failure)
        return;
    m_stack->removeWidget(m_failure);
    std::exchange(m_failure, nullptr)->deleteLater();
}

} // namespace batchroom
