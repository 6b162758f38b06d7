// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/library_failure.h"

#include "ui/kit/buttons.h"
#include "ui/kit/popups.h"

#include <QFileDialog>
#include <QFileInfo>

namespace batchroom {

LibraryFailure::LibraryFailure(const Error& error, LibraryWays ways, QWidget* parent)
    : EmptyState(tr("The library cannot be opened"), error.what, parent)
    , m_ways(std::move(ways))
{
    setObjectName(QStringLiteral("libraryFailure"));
    setToolTip(error.detail);
    Button* first = setButton(m_ways.restore ? tr("Restore the newest backup") : tr("Try again"));
    first->setObjectName(
        m_ways.restore ? QStringLiteral("restoreLibraryButton") : QStringLiteral("retryLibraryButton"));
    connect(first, &QAbstractButton::clicked, this, m_ways.restore ? m_ways.restore : m_ways.retry);
    Button* other = setOtherButton(tr("Choose another folder…"));
    other->setObjectName(QStringLiteral("otherLibraryButton"));
    setTooltip(other, tr("Open the library in another folder, or begin a new one there. This one stays as it is."));
    connect(other, &QAbstractButton::clicked, this, &LibraryFailure::chooseFolder);
}

void LibraryFailure::chooseFolder()
{
    auto* dialog = new QFileDialog(this, tr("Choose a library folder"), QFileInfo(m_ways.folder).path());
    dialog->setObjectName(QStringLiteral("libraryFolderDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, m_ways.openOther);
    dialog->open();
}

} // namespace batchroom
