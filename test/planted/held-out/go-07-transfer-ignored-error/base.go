package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

var ErrAmount = errors.New("amount must be positive")

type Store struct {
	db *sql.DB
}

// Balance reads the balance of one account.
func (s *Store) Balance(ctx context.Context, id int64) (int64, error) {
	var balance int64
	row := s.db.QueryRowContext(ctx, "SELECT balance FROM accounts WHERE id = $1", id)
	if err := row.Scan(&balance); err != nil {
		return 0, fmt.Errorf("balance of %d: %w", id, err)
	}
	return balance, nil
}
